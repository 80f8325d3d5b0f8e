/* Files are made in turn: how many come before a visitor's is said while it waits. */

/** Most files are there before this, and nothing need be said. */
const SOON_MS = 1000;
const AGAIN_MS = 1500;

/** @param {number} ms */
const wait = (ms) => new Promise((done) => { window.setTimeout(done, ms); });

/**
 * @param {number} ahead files asked for earlier that are not ready, at most
 */
const queueWords = (ahead) => (ahead > 0
  ? `Files are made in turn. Up to ${ahead} ${ahead === 1 ? "file is" : "files are"} made before yours.`
  : "Your file is being made.");

class FileQueue {
  /** @param {string} address */
  constructor(address) {
    this.address = address;
    this.said = element("div", { class: "shell-queue", role: "status" });
  }

  /**
   * A press on a button that makes a file.
   * @param {MouseEvent} event
   */
  onPress(event) {
    const button = event.target instanceof Element
      && event.target.closest('[data-testid="stDownloadButton"] button');
    if (button instanceof HTMLButtonElement && !button.disabled) void this.follow(button);
  }

  /**
   * Say how many files come first, for as long as the button shows that its file is being made.
   * @param {HTMLButtonElement} button
   */
  async follow(button) {
    try {
      const { asked } = await this.read();
      await wait(SOON_MS);
      while (button.isConnected && button.disabled) {
        const { done } = await this.read();
        this.say(queueWords(asked - done));
        await wait(AGAIN_MS);
      }
    } catch {
      // The file is made all the same, and its button says when it is there.
    }
    this.say("");
  }

  /** @param {string} words */
  say(words) {
    // What did not change must not be read aloud again.
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  /** @returns {Promise<Turns>} */
  async read() {
    const answer = await fetch(new URL(this.address, document.baseURI));
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }
}
