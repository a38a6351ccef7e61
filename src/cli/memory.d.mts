export declare const MEMORY: Readonly<Record<string, string>>;
