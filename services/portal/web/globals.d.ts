/** Whether the page of all elements is built in. */
declare const __ELEMENTS__: boolean
