import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { hasChromium, openBrowser, openWindow, overflow, violations } from "./browser.ts";

const BAD = `<!doctype html><html lang="en"><head><title>Bad</title></head><body><main><h1>Bad</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p class="wide">Wide</p>
<script>document.title = "Inline"</script><script src="/throws.js"></script>
<img alt="" src="https://elsewhere.example/a.png"><script src="/missing.js"></script></main></body></html>`;

test.skipIf(!hasChromium)("the harness sees what is wrong with a page, under the page's own policy", async () => {
  const server = createServer(({ url }, response) => {
    response.setHeader("Content-Security-Policy", "script-src 'self'; img-src data: https:; style-src 'unsafe-inline'");
    if (url === "/throws.js") response.setHeader("Content-Type", "text/javascript").end("throw new Error('thrown')");
    else if (url === "/missing.js") response.writeHead(404).end();
    else
      response
        .setHeader("Content-Type", "text/html")
        .writeHead(url === "/bad" ? 400 : 200)
        .end(BAD);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const browser = await openBrowser();
  try {
    const { page, problems } = await openWindow(browser, `http://127.0.0.1:${port}`, { width: 360 });
    await page.route("https://elsewhere.example/**", (route) => route.fulfill({ status: 204 }));
    await page.goto("/bad");
    const found = await violations(page);
    expect(found.join("\n")).toContain("image-alt (Images must have alternative text) at img:nth-child(2)");
    expect(await violations(page, ["color-contrast"])).toEqual([]);
    expect(await page.title()).toBe("Bad");
    expect(await overflow(page)).toBe(0);
    await page.evaluate("document.querySelector('.wide').style.width = '500px'");
    expect(await overflow(page)).toBeGreaterThan(100);
    const all = problems.join("\n");
    expect(all).toContain("inline script");
    expect(all).toContain("uncaught: thrown");
    expect(all).toContain("asked another site: https://elsewhere.example/a.png");
    expect(all).toMatch(/404.*missing\.js/);
    expect(all).not.toMatch(/400/);
  } finally {
    await browser.close();
    server.close();
  }
});
