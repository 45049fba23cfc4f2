import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.web3j.codegen.SolidityFunctionWrapper;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.methods.response.AbiDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one wrapper class for each contracts/abi/*.json ({"abi": [...], "bytecode": "0x..."}). Run by the build as a
 * single-file program; it starts no compiler and fetches nothing.
 */
final class GenerateBindings {
    private static final String PACKAGE = "dev.candor.contracts";

    private GenerateBindings() {}

    public static void main(String[] arguments) throws IOException {
        Path abiFolder = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        List<Path> artifacts;
        try (Stream<Path> files = Files.list(abiFolder)) {
            artifacts = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        if (artifacts.isEmpty()) {
            throw new IllegalStateException("Expected ABI files in " + abiFolder + ", found none: run `npm run abi` in contracts/.");
        }
        Path folder = Files.createDirectories(target.resolve(PACKAGE.replace('.', '/')));
        deleteAllBut(artifacts, folder);
        for (Path artifact : artifacts) {
            String name = artifact.getFileName().toString().replace(".json", "");
            Path generated = folder.resolve(name + ".java");
            if (Files.exists(generated)
                    && Files.getLastModifiedTime(generated).compareTo(Files.getLastModifiedTime(artifact)) > 0) {
                continue;
            }
            generate(artifact, name, target);
        }
    }

    private static void deleteAllBut(List<Path> artifacts, Path folder) throws IOException {
        List<String> wanted = artifacts.stream()
                .map(file -> file.getFileName().toString().replace(".json", ".java"))
                .toList();
        try (Stream<Path> present = Files.list(folder)) {
            for (Path file : present.toList()) {
                if (!wanted.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void generate(Path artifact, String name, Path target) {
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(artifact));
            AbiDefinition[] abi = ObjectMapperFactory.getObjectMapper()
                    .readValue(json.get("abi").toString(), AbiDefinition[].class);
            new SolidityFunctionWrapper(true)
                    .generateJavaFiles(
                            name, json.get("bytecode").asString(), List.of(abi), target.toString(), PACKAGE, null);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + artifact, e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Could not generate the wrapper of " + artifact, e);
        }
    }
}
