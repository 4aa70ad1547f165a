import type { ConsentWords } from '../consent-text.js';

/** English. */
export const en: ConsentWords = {
  title: 'Your agreement',
  purposes: {
    Referral:
      'You agree that we tell the organisations we name to you about you, so that they can help you. We tell them only what you choose.',
    Assistance:
      'You agree that the organisation that helps you writes down what you need and what was done for you, and that those who help you together may see what you choose.',
    Identification:
      'You agree that the body that decides whether you are recognised as a victim of trafficking may see what you choose.',
    CriminalProceeding:
      'You agree that the police and the prosecutor we name to you may see what you choose for the criminal case. Help does not depend on it.',
    Repatriation:
      'You agree that the bodies we name to you, here and in the country you go to, may see what you choose so that you can travel safely.',
  },
  points: {
    Interview:
      'You do not have to talk to us. You may leave a question without an answer, pause, or stop at any time. You get help also when you say no.',
    Purpose:
      'We ask so that you can be safe and get the help you want. We told you what for, and you could ask questions.',
    Use: 'Only the people who work on your case at the organisations you agreed to see what you agreed to. Every time somebody opens it, this is written down. A court or a law may in rare cases demand it; then we tell you, if we may.',
    Statistics:
      'Numbers are made from many cases, to stop trafficking. They have no name and nothing that shows who you are.',
    Access:
      'You may ask to see what is written about you, who has seen it, and to have mistakes put right. You get an answer within a week.',
    Storage:
      'What is written about you is kept as long as it is needed to help you and as the law says, and is then destroyed. You may ask to have it destroyed earlier.',
    Withdrawal:
      'You may take back your agreement at any time, all of it or a part, by telling anybody who works with you. You need not say why. From then on nobody sees it on this agreement; what somebody has already read cannot be unread, but we tell you who it was.',
  },
};
