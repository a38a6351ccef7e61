import { useTexts } from "../texts/useTexts.ts";
import { usePictureGround } from "./pictureGround.ts";

/** Which model, sentence and layer the pictures are drawn from; with `ofClass`, those of a class's density. */
export function useGroundWords(ofClass = false): string {
  const t = useTexts().fit.options;
  const { of, guessed } = usePictureGround();
  if (of === undefined) return t.example;
  if (ofClass && guessed) return t.classDensity(of.model, guessed.label, of.layer);
  return t.sentence(of.model, of.layer, of.last);
}
