import { Equals, IsString, Length } from 'class-validator';

/** What a passphrase may be: long, and otherwise as people like. */
const IsPassphrase = (): PropertyDecorator => (target, property) => {
  IsString()(target, property);
  Length(12, 200)(target, property);
};

export class PassphraseRequest {
  /** Used, and kept nowhere. */
  @IsString() @Length(1, 200) passphrase: string;
}

export class MakeKeyRequest {
  /** Yours alone: 12 characters or more. Kept nowhere. */
  @IsPassphrase() passphrase: string;
  /** That nobody, also not the installation, can open what was sealed when every passphrase and the recovery code are lost. */
  @Equals(true) understood: boolean;
}

export class AskForKeyRequest {
  /** Yours alone: 12 characters or more. Kept nowhere. */
  @IsPassphrase() passphrase: string;
}

export class LetInRequest extends PassphraseRequest {
  /** The colleague who waits. */
  @IsString() @Length(1, 128) user: string;
}

export class ChangePassphraseRequest extends PassphraseRequest {
  @IsPassphrase() newPassphrase: string;
}

export class RecoverKeyRequest {
  /** As it was told, in small letters or large, with or without dashes. */
  @IsString() @Length(32, 80) recoveryCode: string;
  @IsPassphrase() newPassphrase: string;
}

/** Nothing is to be said. */
export class RotateKeyRequest {}

export class ShelterAddressRequest {
  /** In words; sealed to your organisation's own key. */
  @IsString() @Length(1, 1000) address: string;
}
