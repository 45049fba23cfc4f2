package dev.candor.localservers;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * anvil as a local L1: Prague rules, chain id {@value #CHAIN_ID}, {@link DevAccounts} funded, finalised at head - 2 ×
 * {@value #SLOTS_IN_AN_EPOCH}. It keeps its chain in memory: play an outage with {@link #pause()}; a kill loses the chain
 * unless a state file was asked for and the stop was clean.
 */
public final class Anvil implements AutoCloseable {

    public static final long CHAIN_ID = 31_337;
    public static final int SLOTS_IN_AN_EPOCH = 12;

    /** With a state file, a kill loses at most so much of the chain: a reorg shallower than finality. */
    public static final int STATE_INTERVAL_SECONDS = 10;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final ServerDirectory directory;
    private final int port;
    private final AnvilOptions options;
    private final JsonRpc rpc;
    private final RestartableProcess process;

    private Anvil(ServerDirectory directory, int port, AnvilOptions options) {
        this.directory = directory;
        this.port = port;
        this.options = options;
        this.rpc = new JsonRpc("http://127.0.0.1:" + port);
        this.process = new RestartableProcess("anvil on port " + port, STOP_LIMIT);
    }

    /** Mines a block for each transaction, on a free port. */
    public static Anvil start() {
        return start(AnvilOptions.onDemand());
    }

    public static Anvil start(AnvilOptions options) {
        Anvil server = new Anvil(
                ServerDirectory.of(options.server(), "anvil"), options.server().resolvedPort(), options);
        OpenServers.remember(server);
        try {
            server.restart();
            return server;
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    public String rpcUrl() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** For calls that have no method here. */
    public JsonRpc rpc() {
        return rpc;
    }

    public long blockNumber() {
        return Long.decode(rpc.call("eth_blockNumber").asString());
    }

    /** Mines {@code blocks} at once, one second of block time apart. */
    public void mine(int blocks) {
        rpc.call("anvil_mine", "0x" + Integer.toHexString(blocks));
    }

    /** Replaces the newest {@code depth} blocks by as many empty ones, finalised or not. */
    public void reorg(int depth) {
        rpc.call("anvil_reorg", depth, List.of());
    }

    /** Sets a balance, in wei. */
    public void setBalance(String address, BigInteger wei) {
        rpc.call("anvil_setBalance", address, "0x" + wei.toString(16));
    }

    /** SIGSTOP: connections stay open and nothing answers until {@link #resume()}. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /** SIGKILL; the chain since the last clean stop is lost. */
    public void kill() {
        process.kill();
    }

    /** A clean stop: writes the state file when there is one. */
    public void stop() {
        process.stop();
    }

    /** Starts it again on the same port, from its state file when there is one. */
    public synchronized void restart() {
        ServerProcess started = process.start(
                () -> ServerProcess.start("anvil", command(), Map.of(), directory.path(), directory.file("anvil.log")));
        HealthWait.until(
                "anvil to answer on " + rpcUrl(),
                START_LIMIT,
                started,
                () -> !FreePorts.isFree(port)
                        && rpc.call("eth_chainId").asString().equals("0x" + Long.toHexString(CHAIN_ID)));
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    public Path logFile() {
        return directory.file("anvil.log");
    }

    @Override
    public synchronized void close() {
        stop();
        OpenServers.forget(this);
        directory.release();
    }

    @Override
    public String toString() {
        return "anvil on " + rpcUrl();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                binary().toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--chain-id",
                Long.toString(CHAIN_ID),
                "--hardfork",
                "prague",
                "--slots-in-an-epoch",
                Integer.toString(SLOTS_IN_AN_EPOCH)));
        if (options.blockTimeSeconds() > 0) {
            command.addAll(List.of("--block-time", Integer.toString(options.blockTimeSeconds())));
        }
        Path state = options.stateFile();
        if (state != null) {
            command.addAll(List.of(
                    "--state",
                    state.toAbsolutePath().toString(),
                    "--state-interval",
                    Integer.toString(STATE_INTERVAL_SECONDS)));
        }
        return command;
    }

    /** {@code CANDOR_ANVIL}, the PATH, then the npm package in {@code contracts/node_modules} of an enclosing folder. */
    private static Path binary() {
        return Executables.fromEnvironment("CANDOR_ANVIL")
                .or(() -> Executables.onPath("anvil"))
                .or(() -> Repository.npmExecutable("@foundry-rs/anvil-" + platform(), "bin/anvil"))
                .orElseThrow(() -> new ServerFailure(
                        "Expected anvil in CANDOR_ANVIL, on the PATH or in contracts/node_modules, found it nowhere. "
                                + "Run `npm ci` in the folder contracts."));
    }

    private static String platform() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return system + "-" + machine;
    }
}
