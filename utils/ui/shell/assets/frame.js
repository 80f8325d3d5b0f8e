/* A figure inside a page of another site: says how high it is, so that its frame can fit. */

/** By what the other page knows our messages. */
const HEIGHT_MESSAGE = "atlas-height";

class FrameHeight {
  constructor() {
    this.told = 0;
    this.app = document.querySelector("[data-testid='stApp']");
    this.content = document.querySelector("[data-testid='stMainBlockContainer']");
    const tell = () => this.tell();
    this.sizes = new ResizeObserver(tell);
    this.runs = new MutationObserver(tell);
    if (this.content) this.sizes.observe(this.content);
    if (this.app) this.runs.observe(this.app, { attributeFilter: ["data-test-script-state"] });
    this.tell();
  }

  tell() {
    // A page that is being drawn is not as high as it will be: its frame would jump.
    const isDrawn = this.app && this.app.getAttribute("data-test-script-state") === "notRunning";
    if (!isDrawn || !this.content) return;
    const height = Math.ceil(this.content.getBoundingClientRect().height);
    if (height === this.told) return;
    this.told = height;
    // The height says nothing about anybody, so that any site may know it.
    window.parent.postMessage({ type: HEIGHT_MESSAGE, height }, "*");
  }
}

/** @type {FrameHeight | undefined} */
let frameHeight;

window.AtlasFrame = {
  show() {
    frameHeight ??= new FrameHeight();
    return { remove() {} };
  },
};
