import { importAtlas } from "../../state/atlases.ts";
import { ImportButton } from "../parts/ImportButton.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { useScreen } from "../useScreen.ts";
import { AtlasRow } from "./AtlasRow.tsx";

/** The atlases that this browser keeps. */
export function AtlasList() {
  const t = useTexts().fit.atlases;
  const atlases = useScreen((screen) => screen.atlases);
  return (
    <section className="card" aria-labelledby="atlases">
      <div className="card-head">
        <h3 id="atlases" className="section-title">
          {t.title}
        </h3>
        <ImportButton
          name={t.file}
          accept=".atlas,.safetensors"
          onFiles={([file]) => file && void importAtlas(file)}
        >
          {t.import}
        </ImportButton>
      </div>
      {atlases.length === 0 ? (
        <p className="note">{t.none}</p>
      ) : (
        <ul className="rows" aria-label={t.list}>
          {atlases.map((atlas) => (
            <AtlasRow key={atlas.id} atlas={atlas} />
          ))}
        </ul>
      )}
    </section>
  );
}
