/* One evening in a real Chromium 78, as a headless program of that time: read, search, fill in, copy, take away, compose.
   node journey.js FOLDER DOWNLOADS ADDRESS... : FOLDER holds node_modules and keeps the unpacked browser. Tells JSON. */
"use strict";
const fs = require("fs"), path = require("path"), zlib = require("zlib");
const folder = path.resolve(process.argv[2]), taken = path.resolve(process.argv[3]), addresses = process.argv.slice(4);
const puppeteer = require(path.join(folder, "node_modules", "puppeteer-core"));
const PAGES = ["index.html", "search.html?q=xuncha", "suoyin.html", "policies/index.html", "policies/jilv-chufen-tiaoli.html", "guides/an-riqi-cha.html",
  "problems/index.html", "examples/zhujian-zhenggai-fangan.html", "contribute/index.html"];

function unpacked() {
  const program = path.join(folder, "chromium-78");
  if (!fs.existsSync(program)) {
    const packed = fs.readFileSync(path.join(folder, "node_modules", "chrome-aws-lambda", "bin", "chromium.br"));
    fs.writeFileSync(program + ".new", zlib.brotliDecompressSync(packed), { mode: 0o755 });
    fs.renameSync(program + ".new", program);
  }
  return program;
}

async function evening(browser, base) {
  const told = { complaints: [] }, page = await browser.newPage();
  const downloads = fs.mkdtempSync(path.join(taken, "evening-"));
  const text = selector => page.$eval(selector, node => node.textContent.trim());
  await page.setViewport({ width: 1280, height: 900 });
  page.on("console", message => { if (["error", "warning"].includes(message.type())) { told.complaints.push(message.text()); } });
  page.on("pageerror", error => told.complaints.push(error.message));
  page.on("requestfailed", request => told.complaints.push(request.url()));
  const session = await page.target().createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  for (const name of PAGES) {
    await page.goto(base + "/" + name, { waitUntil: "load" });
    await page.waitForSelector("main h1");
  }
  await page.goto(base + "/templates/niandu-duizhao-jiancha.html");
  await page.type(".antou-search [data-search-input]", "xuncha");
  await page.waitForSelector("[data-search-hit]");
  told.found = Number(await text(".search-panel [data-search-count]"));
  await page.keyboard.press("Escape");
  await page.click("details.fill > summary");
  await page.type("[data-blank='单位名称']", "云岫市青塬区水务局");
  told.title = await text(".gw-title");
  await page.click("[data-draft] > .draft-bar [data-action='copy-rich']");
  await page.waitForFunction(() => document.querySelector(".copy-status").textContent);
  told.copied = await text(".copy-status");
  await page.click("[data-draft] > .draft-bar [data-action='download-docx']");
  await page.waitForFunction(() => document.querySelector("div.fill-status").textContent.indexOf("Word文件做好了") >= 0);
  for (let n = 0; n < 100 && !fs.readdirSync(downloads).some(name => name.endsWith(".docx")); n++) { await page.waitFor(100); }
  told.files = fs.readdirSync(downloads).map(name => path.join(downloads, name));
  await page.goto(base + "/compose.html");
  await page.waitForSelector("[data-compose][data-ready]");
  await page.select("[data-choose=theme]", "2023-zhuti-jiaoyu");
  await page.select("[data-choose=template]", "zhuti-jiaoyu-duizhao-jiancha");
  await page.click("#aspect-0 [data-do=pick]");
  await page.waitForSelector("[data-picker='0'] [data-do=take]");
  await page.click("[data-picker='0'] [data-do=take]");
  await page.waitForSelector("#aspect-0 .compose-problem");
  told.draft = await text(".compose-draft .paper");
  await page.close();
  return told;
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: unpacked(), args: ["--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote"] });
  const told = { version: await browser.version(), evenings: [] };
  for (const base of addresses) { told.evenings.push(await evening(browser, base)); }
  await browser.close();
  process.stdout.write(JSON.stringify(told));
})().catch(error => { console.error(error); process.exit(1); });
