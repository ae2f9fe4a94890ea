/** What a page says to its script. */
export interface Setting {
  /** the folder of the site, as the page sees it: '../' or '' */
  root: string;
  plotly: string;
  /** of the page's own language first */
  indices: { code: string; script: string }[];
  found: string;
  nothing: string;
  failed: string;
}

export function setting(): Setting {
  return JSON.parse(document.getElementById('book-setting')?.textContent ?? '') as Setting;
}

/** Loads a script once; pages that were opened as files can load nothing else. */
export function loadScript(address: string): Promise<void> {
  let loading = asked.get(address);
  if (!loading) {
    loading = new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = address;
      script.onload = () => resolve();
      script.onerror = () => {
        asked.delete(address); // the next try may have a network
        reject(new Error(`${address} cannot be loaded`));
      };
      document.head.append(script);
    });
    asked.set(address, loading);
  }
  return loading;
}

const asked = new Map<string, Promise<void>>();
