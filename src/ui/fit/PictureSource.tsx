import { useGroundWords } from "./groundWords.ts";

/** What the pictures of a step are drawn from. */
export function PictureSource({ ofClass = false }: { ofClass?: boolean }) {
  return <p className="note fit-source">{useGroundWords(ofClass)}</p>;
}
