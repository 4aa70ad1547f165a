import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** Deep water: calm, official, and readable as text on white from the seventh shade on (contrast above 6:1). */
const tirek: MantineColorsTuple = [
  '#eef6f6',
  '#d9ebeb',
  '#b0d6d6',
  '#83bfc0',
  '#5fabad',
  '#3f9496',
  '#1f7a7d',
  '#0f6468',
  '#0b4f54',
  '#063a3e',
];

/** What is due or has to be looked at, before it is an error. */
const clay: MantineColorsTuple = [
  '#fdf3ea',
  '#f8e2cd',
  '#efc49b',
  '#e6a466',
  '#dd873a',
  '#cf711f',
  '#b25a12',
  '#91470d',
  '#73370a',
  '#552707',
];

/** What cannot be undone; readable under white text in the light and under black in the dark. */
const brick: MantineColorsTuple = [
  '#fdeeec',
  '#fadad7',
  '#f6c0bb',
  '#f3a49d',
  '#ff8a80',
  '#d6453b',
  '#c5352c',
  '#b3261e',
  '#921f18',
  '#731812',
];

/** What is filled is dark in the light and light in the dark; the library settles on the writing for the light alone. */
const readableInBoth: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const followsScheme = input.variant === 'filled' && !input.color?.includes('.');
  return followsScheme ? { ...colors, color: 'var(--on-filled)' } : colors;
};

/** The design tokens: everything that is seen follows from these and from tokens.css. */
export const theme = createTheme({
  primaryColor: 'tirek',
  primaryShade: { light: 7, dark: 4 },
  colors: { tirek, clay, red: brick },
  variantColorResolver: readableInBoth,
  fontFamily: "'Noto Sans Variable', system-ui, sans-serif",
  headings: {
    fontFamily: "'Noto Sans Variable', system-ui, sans-serif",
    fontWeight: '650',
    sizes: {
      h1: { fontSize: 'clamp(1.5rem, 1.2rem + 1.5vw, 2rem)', lineHeight: '1.2' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1.0625rem', lg: '1.1875rem', xl: '1.375rem' },
  defaultRadius: 'md',
  radius: { md: '0.5rem' },
  focusRing: 'always',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // a thumb at night: nothing smaller than 44 px
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 3 } },
    NativeSelect: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md', iconColor: 'var(--on-filled)' } },
    Radio: { defaultProps: { size: 'md', iconColor: 'var(--on-filled)' } },
  },
});
