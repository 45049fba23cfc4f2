/* eslint-disable @typescript-eslint/no-explicit-any -- JSON-RPC answers are read as they are */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** An unmodified geth with an L2's genesis, for making real blocks and their witnesses. */

export function findGeth(): string | undefined {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return [process.env["CANDOR_GETH"], join(cache, "candor", "geth-1.17.8", "geth")].find((path) => path && existsSync(path));
}

const SYSTEM = {
  "0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02":
    "0x3373fffffffffffffffffffffffffffffffffffffffe14604d57602036146024575f5ffd5b5f35801560495762001fff810690815414603c575f5ffd5b62001fff01545f5260205ff35b5f5ffd5b62001fff42064281555f359062001fff015500",
  "0x0000F90827F1C53a10cb7A02335B175320002935":
    "0x3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500",
  "0x00000961Ef480Eb55e80D19ad83579A64c007002": "0x00",
  "0x0000BBdDc7CE488642fb579F8B00f3a590007251": "0x00",
};

export function genesis(chainId: number, timestamp: number, balances: Record<string, bigint>): any {
  const forks =
    "homestead eip150 eip155 eip158 byzantium constantinople petersburg istanbul muirGlacier berlin london arrowGlacier grayGlacier mergeNetsplit";
  const blobSchedule = {
    cancun: { target: 3, max: 6, baseFeeUpdateFraction: 3338477 },
    prague: { target: 6, max: 9, baseFeeUpdateFraction: 5007716 },
  };
  const times = { terminalTotalDifficulty: 0, shanghaiTime: 0, cancunTime: 0, pragueTime: 0 };
  const alloc: Record<string, any> = {};
  for (const [address, code] of Object.entries(SYSTEM)) {
    alloc[address] = { nonce: "0x1", balance: "0x0", code };
  }
  for (const [address, balance] of Object.entries(balances)) {
    alloc[address] = { balance: `0x${balance.toString(16)}` };
  }
  const config = { chainId, ...times, blobSchedule, ...Object.fromEntries(forks.split(" ").map((fork) => [`${fork}Block`, 0])) };
  const head = {
    timestamp: `0x${timestamp.toString(16)}`,
    gasLimit: "0x7270e00",
    difficulty: "0x0",
    baseFeePerGas: "0x3b9aca00",
  };
  return { config, ...head, extraData: "0x", alloc };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class Geth {
  private constructor(
    private readonly process: ChildProcess,
    private readonly directory: string,
    private readonly url: string,
    private readonly engineUrl: string,
    private readonly secret: Buffer,
  ) {}

  static async start(binary: string, document: any): Promise<Geth> {
    const directory = mkdtempSync(join(tmpdir(), "candor-sdk-geth-"));
    const secret = randomBytes(32);
    writeFileSync(join(directory, "genesis.json"), JSON.stringify(document));
    writeFileSync(join(directory, "jwt.hex"), secret.toString("hex"));
    const data = `--datadir=${join(directory, "data")}`;
    spawnSync(binary, ["init", data, join(directory, "genesis.json")], { stdio: "ignore" });
    const [port, enginePort] = [await freePort(), await freePort()];
    const quiet = [
      "--nodiscover",
      "--maxpeers=0",
      "--port=0",
      "--nat=none",
      "--ipcdisable",
      "--syncmode=full",
      "--history.state=0",
    ];
    const http = [
      "--http",
      "--http.addr=127.0.0.1",
      `--http.port=${port}`,
      "--http.api=eth,debug,testing",
      "--rpc.http-body-limit=128",
    ];
    const engine = [
      "--authrpc.addr=127.0.0.1",
      `--authrpc.port=${enginePort}`,
      `--authrpc.jwtsecret=${join(directory, "jwt.hex")}`,
    ];
    const limit = `--miner.gaslimit=${parseInt(document.gasLimit, 16)}`;
    const process = spawn(binary, [data, ...quiet, ...http, ...engine, limit, "--rpc.txfeecap=0"], { stdio: "ignore" });
    const geth = new Geth(process, directory, `http://127.0.0.1:${port}`, `http://127.0.0.1:${enginePort}`, secret);
    await geth.ready();
    return geth;
  }

  private async ready(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.call("eth_chainId");
        return;
      } catch (failure) {
        if (attempt > 300 || this.process.exitCode !== null) {
          throw failure;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }

  call(method: string, ...params: unknown[]): Promise<any> {
    return post(this.url, {}, method, params);
  }

  engine(method: string, ...params: unknown[]): Promise<any> {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const unsigned = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ iat: Math.floor(Date.now() / 1000) })}`;
    const signature = createHmac("sha256", this.secret).update(unsigned).digest("base64url");
    return post(this.engineUrl, { authorization: `Bearer ${unsigned}.${signature}` }, method, params);
  }

  /** Builds exactly these transactions on a parent, makes the block the head and returns its execution payload. */
  async block(parent: string, attributes: any, raws: string[], extraData: string): Promise<any> {
    const built = await this.call("testing_buildBlockV1", parent, attributes, raws, extraData);
    const payload = built.executionPayload;
    const status = await this.engine("engine_newPayloadV4", payload, [], attributes.parentBeaconBlockRoot, []);
    if (status.status !== "VALID") {
      throw new Error(`expected a valid block, found ${JSON.stringify(status)}`);
    }
    const head = { headBlockHash: payload.blockHash, safeBlockHash: payload.blockHash, finalizedBlockHash: payload.blockHash };
    await this.engine("engine_forkchoiceUpdatedV3", head, null);
    return payload;
  }
}

async function post(url: string, headers: Record<string, string>, method: string, params: unknown[]): Promise<any> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const answer: any = await (
    await fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body })
  ).json();
  if (answer.error) {
    throw new Error(`${method}: ${JSON.stringify(answer.error).slice(0, 500)}`);
  }
  return answer.result;
}
