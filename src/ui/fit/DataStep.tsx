import { DataPreviewView } from "./DataPreviewView.tsx";
import { DataSource } from "./DataSource.tsx";

/** The sentences, and what is in them. */
export function DataStep() {
  return (
    <div className="fit-columns">
      <DataSource />
      <DataPreviewView />
    </div>
  );
}
