const E_MAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** With a plus sign, from any country. */
const INTERNATIONAL = /(?<![\w+])\+\d(?:[\s().-]{0,2}\d){7,14}(?!\w)/g;

/** North American without a plus sign. Area code and exchange begin with 2 to 9, which dates and timestamps do not. */
const NORTH_AMERICAN =
  /(?<![\w/=.-])(?:1[\s.-]?)?(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[\s.-]?)[2-9]\d{2}[\s.-]?\d{4}(?![\w-])/g;

/**
 * Hides phone numbers and e-mail addresses as people usually write them, so that they do not leave for the model's
 * provider and no model can repeat one to a group. Numbers inside links stay, for they are ids there; so do numbers of
 * other countries without a plus sign, which look like any other number.
 */
export function hideAddresses(text: string): string {
  return text
    .replace(E_MAIL, '[e-mail address]')
    .replace(INTERNATIONAL, '[phone number]')
    .replace(NORTH_AMERICAN, '[phone number]');
}
