import { importAtlas } from "../../state/atlases.ts";
import { ImportButton } from "../parts/ImportButton.tsx";
import { useScreen } from "../useScreen.ts";
import { AtlasRow } from "./AtlasRow.tsx";

/** The atlases that this browser keeps. */
export function AtlasList() {
  const atlases = useScreen((screen) => screen.atlases);
  return (
    <section className="card" aria-labelledby="atlases">
      <div className="card-head">
        <h2 id="atlases" className="section-title">
          Atlases in this browser
        </h2>
        <ImportButton
          name="Atlas file"
          accept=".atlas,.safetensors"
          onFiles={([file]) => file && void importAtlas(file)}
        >
          Import an atlas
        </ImportButton>
      </div>
      {atlases.length === 0 ? (
        <p className="note">None yet: fit one, import one, or drop an .atlas file here.</p>
      ) : (
        <ul className="rows" aria-label="Atlases">
          {atlases.map((atlas) => (
            <AtlasRow key={atlas.id} atlas={atlas} />
          ))}
        </ul>
      )}
    </section>
  );
}
