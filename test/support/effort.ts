/** How hard tests of chance try: `TEST_EFFORT=10 npx mocha ...` for ten times the runs, and files of full size. */
export const effort = Math.max(1, Number(process.env["TEST_EFFORT"] ?? 1));
