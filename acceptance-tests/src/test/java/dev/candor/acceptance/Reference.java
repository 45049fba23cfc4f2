package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.devnet.Devnet;
import dev.candor.localservers.GethBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs of spec/reference, which know the rollup's L1 contracts and nothing of the sequencer. */
final class Reference {
    private static final long LIMIT_MINUTES = 10;

    private Reference() {}

    /** Every batch of the lineage rebuilds bit for bit, and a geth that begins at genesis comes to the same blocks. */
    static void rebuildsAndReexecutes(Devnet devnet, Path export) throws IOException, InterruptedException {
        String rebuilt = reference(
                "rebuild_from_l1.py",
                "--l1",
                devnet.l1().rpcUrl(),
                "--rollup",
                devnet.description().contracts().rollup(),
                "--l2-export",
                export.toString());
        assertThat(rebuilt).contains("bit for bit");
        Path genesis = export.resolve("genesis-of-the-test.json");
        Files.writeString(genesis, devnet.l2().genesis().toJson());
        String reexecuted = reference(
                "reexecute.py",
                "--blocks",
                export.toString(),
                "--geth",
                GethBinary.resolve(System.err::println).toString(),
                "--genesis",
                genesis.toString());
        assertThat(reexecuted).isNotBlank();
    }

    /** Runs a program of spec/reference; it exits with 1 at the first difference. */
    private static String reference(String program, String... arguments) throws IOException, InterruptedException {
        Path root = Repository.root();
        List<String> command = new ArrayList<>();
        command.add(root.resolve(".venv/bin/python").toString());
        command.add(root.resolve("spec/reference").resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as(program).isTrue();
        assertThat(process.exitValue()).as("%s said: %s", program, output).isZero();
        System.out.println(program + ": " + output.strip());
        return output;
    }
}
