// Asks the server in one person's name over connections that stay open, and only reads each answer to its end. It shares
// the processors with the server it measures: `fetch`, with its streams and its decompression, costs more than the answer.

import { Agent, request } from "node:http";

/** What browsers take over HTTPS, in their order. */
const ENCODINGS = "gzip, deflate, br, zstd";

export class Asker {
  #agent = new Agent({ keepAlive: true });
  #server;
  #headers;

  constructor(server, account) {
    this.#server = server;
    this.#headers = {
      accept: "application/json", "accept-encoding": ENCODINGS, "content-type": "application/json",
      cookie: account.cookie, origin: server.url,
    };
  }

  /** Asks for a path; settles when the last byte of a good answer has come. */
  get(path) {
    return this.#send("GET", path, "");
  }

  /** The same with a body of JSON. */
  post(path, body) {
    return this.#send("POST", path, body);
  }

  /** Closes the connections. */
  end() {
    this.#agent.destroy();
  }

  #send(method, path, body) {
    const { port } = this.#server;
    const headers = { ...this.#headers, "content-length": Buffer.byteLength(body) };
    return new Promise((settle, fail) => {
      const asked = request({ host: "127.0.0.1", port, path, method, headers, agent: this.#agent }, (answer) => {
        answer.on("end", () => (answer.statusCode === 200 ? settle() : fail(new Error(`${path} answered ${answer.statusCode}`))));
        answer.on("error", fail);
        answer.resume();
      });
      asked.on("error", fail);
      asked.end(body);
    });
  }
}
