import type { NamedTensor } from "../modelFiles.ts";
import { safeName } from "./names.ts";

// owner=2Fname/revisions/main            the commit it led to last
// owner=2Fname/<commit>/list             names of all files of the repository
// owner=2Fname/<commit>/sizes/<file>     its length, or null where there is no such file
// owner=2Fname/<commit>/files/<file>@<begin>-<end>
// owner=2Fname/<commit>/tensors/<tensor>@F32, @F16, @BF16, or @F32-as-F16
// owner=2Fname/<commit>/complete@F32 or @F16

/** Which commit of which repository. */
export interface Place {
  repo: string;
  commit: string;
}

export const REVISIONS = "revisions";
export const AS_F16 = "F32-as-F16";

export const repoFolder = (repo: string) => safeName(repo);
export const commitFolder = ({ repo, commit }: Place) => `${repoFolder(repo)}/${safeName(commit)}`;
export const tensorFolder = (place: Place) => `${commitFolder(place)}/tensors`;
export const revisionPart = (repo: string, revision: string) =>
  `${repoFolder(repo)}/${REVISIONS}/${safeName(revision)}`;
export const listPart = (place: Place) => `${commitFolder(place)}/list`;
export const sizePart = (place: Place, path: string) => `${commitFolder(place)}/sizes/${safeName(path)}`;
export const filePart = (place: Place, path: string, begin: number, end: number) =>
  `${commitFolder(place)}/files/${safeName(path)}@${begin}-${end}`;
export const completePart = (place: Place, asF16: boolean) =>
  `${commitFolder(place)}/complete@${asF16 ? "F16" : "F32"}`;

/** A tensor as the checkpoint has it, or F32 kept as F16. */
export const tensorPart = (place: Place, tensor: NamedTensor, asF16: boolean) =>
  `${tensorFolder(place)}/${safeName(tensor.name)}@${asF16 ? AS_F16 : tensor.dtype}`;

/** Bytes of a tensor as it is kept. */
export const keptBytes = (tensor: NamedTensor, asF16: boolean) =>
  (tensor.end - tensor.begin) / (asF16 ? 2 : 1);

/** Whether F16 is kept instead of it when the user asks for that. */
export const halves = (tensor: NamedTensor, storeF16: boolean) => storeF16 && tensor.dtype === "F32";
