package dev.candor.localservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An unmodified geth as L2 execution client on 127.0.0.1: JSON-RPC with the namespaces eth, net, web3, debug, testing
 * (private: never put them before users) and the engine API with a JWT secret. It can be killed, restarted and emptied.
 */
public final class Geth implements AutoCloseable {

    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int MAX_BODY_MEGABYTES = 128;
    private static final int CACHE_MEGABYTES = 512;
    private static final int JWT_SECRET_BYTES = 32;

    private final ServerDirectory directory;
    private final Genesis genesis;
    private final int port;
    private final int enginePort;
    private final Path binary;
    private final JsonRpc rpc;
    private final List<String> furtherFlags;
    private final RestartableProcess process;

    private Geth(
            Path binary,
            ServerDirectory directory,
            Genesis genesis,
            int port,
            int enginePort,
            List<String> furtherFlags) {
        this.directory = directory;
        this.furtherFlags = List.copyOf(furtherFlags);
        this.genesis = genesis;
        this.port = port;
        this.enginePort = enginePort;
        this.binary = binary;
        this.rpc = new JsonRpc("http://127.0.0.1:" + port);
        this.process = new RestartableProcess("geth on port " + port, STOP_LIMIT);
    }

    /** Temporary data, free ports. */
    public static Geth start(Genesis genesis) {
        return start(genesis, ServerOptions.temporary(), 0);
    }

    /**
     * Starts geth. A directory that was used before keeps its chain; {@code genesis} must then be the one it began with.
     *
     * @param options {@code port} is the JSON-RPC port
     * @param enginePort port of the engine API; 0: a free one
     */
    public static Geth start(Genesis genesis, ServerOptions options, int enginePort) {
        return start(genesis, options, enginePort, List.of());
    }

    /** As above, with further command-line flags, for example of its transaction pool. */
    public static Geth start(Genesis genesis, ServerOptions options, int enginePort, List<String> furtherFlags) {
        Geth server = new Geth(
                GethBinary.resolve(System.err::println),
                ServerDirectory.of(options, "geth"),
                genesis,
                options.resolvedPort(),
                enginePort == 0 ? FreePorts.next() : enginePort,
                furtherFlags);
        OpenServers.remember(server);
        try {
            server.writeSecretOnce();
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

    /** The authenticated engine API. */
    public String engineUrl() {
        return "http://127.0.0.1:" + enginePort;
    }

    /** File with the 32-byte secret of the engine API as hex. */
    public Path jwtSecretFile() {
        return directory.file("jwt.hex");
    }

    /** The secret as 64 hex digits. */
    public String jwtSecret() {
        try {
            return Files.readString(jwtSecretFile()).strip();
        } catch (IOException failure) {
            throw new ServerFailure("Expected to read " + jwtSecretFile() + ", found " + failure, failure);
        }
    }

    /** For calls that have no method here. */
    public JsonRpc rpc() {
        return rpc;
    }

    public Genesis genesis() {
        return genesis;
    }

    /** Hash of block 0 as 0x-hex. */
    public String genesisHash() {
        return rpc.call("eth_getBlockByNumber", "0x0", false).path("hash").asString();
    }

    /** Unix seconds of block 0. */
    public long genesisTimestamp() {
        return genesis.timestampSeconds();
    }

    public long blockNumber() {
        return Long.decode(rpc.call("eth_blockNumber").asString());
    }

    /** SIGSTOP: a client that hangs. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /** SIGKILL; the data stay, perhaps some blocks behind. */
    public void kill() {
        process.kill();
    }

    /** A clean stop; the data stay. */
    public void stop() {
        process.stop();
    }

    /** Deletes the chain of a stopped geth: the next {@link #restart()} begins at genesis. */
    public synchronized void wipe() {
        process.requireStopped();
        ServerDirectory.deleteRecursively(data());
    }

    /** Starts it again on the same ports; returns when both APIs listen. */
    public synchronized void restart() {
        process.requireStopped();
        initializeOnce();
        ServerProcess started = process.start(
                () -> ServerProcess.start("geth", command(), Map.of(), directory.path(), directory.file("geth.log")));
        HealthWait.until(
                "geth to answer on " + rpcUrl(),
                START_LIMIT,
                started,
                () -> !FreePorts.isFree(enginePort)
                        && rpc.call("eth_chainId").asString().equals("0x" + Long.toHexString(genesis.rollupId())));
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    public Path logFile() {
        return directory.file("geth.log");
    }

    @Override
    public synchronized void close() {
        stop();
        OpenServers.forget(this);
        directory.release();
    }

    @Override
    public String toString() {
        return "geth on " + rpcUrl();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--datadir=" + data(),
                "--networkid=" + genesis.rollupId(),
                "--nodiscover",
                "--maxpeers=0",
                "--port=0",
                "--nat=none",
                "--ipcdisable",
                "--syncmode=full",
                "--history.state=0",
                // Its prefetcher recovers every sender once more, for state that is in memory anyway.
                "--cache.noprefetch",
                "--cache=" + CACHE_MEGABYTES,
                "--miner.gaslimit=" + genesis.gasLimit(),
                "--rpc.txfeecap=0",
                "--rpc.http-body-limit=" + MAX_BODY_MEGABYTES,
                "--http",
                "--http.addr=127.0.0.1",
                "--http.port=" + port,
                "--http.api=eth,net,web3,debug,testing",
                "--authrpc.addr=127.0.0.1",
                "--authrpc.port=" + enginePort,
                "--authrpc.jwtsecret=" + jwtSecretFile()));
        command.addAll(furtherFlags);
        return command;
    }

    private void initializeOnce() {
        if (Files.isDirectory(data().resolve("geth"))) {
            return;
        }
        Path file = directory.file("genesis.json");
        try {
            Files.writeString(file, genesis.toJson());
        } catch (IOException failure) {
            throw new ServerFailure("Expected to write " + file + ", found " + failure, failure);
        }
        Executables.run(List.of(binary.toString(), "init", "--datadir=" + data(), file.toString()), INIT_LIMIT);
    }

    private void writeSecretOnce() {
        if (Files.exists(jwtSecretFile())) {
            return;
        }
        byte[] secret = new byte[JWT_SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        try {
            Files.writeString(jwtSecretFile(), HexFormat.of().formatHex(secret));
        } catch (IOException failure) {
            throw new ServerFailure("Expected to write " + jwtSecretFile() + ", found " + failure, failure);
        }
    }

    private Path data() {
        return directory.file("data");
    }
}
