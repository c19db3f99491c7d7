/** Words of the panels' places, and the chat. */
export const workspace = {};
