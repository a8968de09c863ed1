import { distance } from "fastest-levenshtein";

function letters(word: string): string {
  return Array.from(word).sort().join("");
}

/** The candidate a misspelt word was most likely meant to be, or undefined if none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const ranked = candidates
    .map((candidate) => {
      const meant = candidate.toLowerCase();
      return { candidate, far: distance(typed, meant), swapped: distance(letters(typed), letters(meant)) };
    })
    .sort((a, b) => a.far - b.far || a.swapped - b.swapped);
  const best = ranked[0];
  return best && best.far < word.length && best.far <= Math.max(2, word.length / 3)
    ? best.candidate
    : undefined;
}

/** `Did you mean x? ` or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const guess = nearest(word, candidates);
  return guess === undefined ? "" : `Did you mean ${guess}? `;
}

/** Names that are written out; of more than that the rest is a number. */
const mostListed = 40;

/** `a, b, c`, or `a, b, ... and 17 more`. */
export function listed(names: readonly string[]): string {
  const more = names.length - mostListed;
  return names.slice(0, mostListed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
