package dev.candor.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    @TempDir
    Path directory;

    @Test
    void childrenDieWhenTheirJvmIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("jvm.log").toFile())
                .start();
        Path pidFile = directory.resolve("pid");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pidFile) && Files.size(pidFile) > 0);
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        jvm.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
    }

    @Test
    void stopsWithASignalAndKillsWhatIgnoresIt() {
        ServerProcess polite = start("exec sleep 1000");
        ServerProcess stubborn = start("trap '' TERM; while true; do sleep 1; done");

        polite.stop(Duration.ofSeconds(10));
        stubborn.stop(Duration.ofMillis(300));

        assertThat(polite.exitCode()).isEqualTo(128 + 15);
        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void aDeadProcessFailsTheHealthWaitWithTheEndOfItsLog() {
        ServerProcess broken = start("echo the disk is full; exit 3");

        assertThatThrownBy(() -> HealthWait.until("it to answer", Duration.ofSeconds(20), broken, () -> false))
                .isInstanceOf(ServerFailure.class)
                .hasMessageContaining("Expected it to answer")
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("the disk is full");
    }

    private ServerProcess start(String script) {
        return ServerProcess.start(
                "script", List.of("sh", "-c", script), Map.of(), directory, directory.resolve("script.log"));
    }

    /** Runs in a JVM of its own. */
    static final class Parent {

        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            ServerProcess child = ServerProcess.start(
                    "sleep", List.of("sleep", "1000"), Map.of(), directory, directory.resolve("sleep.log"));
            Files.writeString(directory.resolve("pid"), Long.toString(child.pid()));
            Thread.currentThread().join();
        }
    }
}
