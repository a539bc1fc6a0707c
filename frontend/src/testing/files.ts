import { vi } from "vitest";

class FakeFileList extends Array<File> {
  item(index: number): File | null {
    return this[index] ?? null;
  }
}

class FakeTransfer {
  private readonly list = new FakeFileList();
  readonly items = { add: (file: File) => this.list.push(file) };
  get files(): FakeFileList {
    return this.list;
  }
}

/** The test page has no DataTransfer and does not let a file input be filled: both are stood in for. */
export function fakeFiles(): void {
  vi.stubGlobal("DataTransfer", FakeTransfer);
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:photo", revokeObjectURL: vi.fn() }));
}

/** Makes `files` of an input writable, as it is in browsers. */
export function allowFiles(input: HTMLInputElement, files: File[] = []): void {
  let held = files as unknown as FileList;
  Object.defineProperty(input, "files", {
    configurable: true,
    get: () => held,
    set: (given: FileList) => (held = given),
  });
}
