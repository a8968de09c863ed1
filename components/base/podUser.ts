/** User and group of containers that need none of their own: a number no image and no node has a user of. */
export const podUser = 10001;
