package dev.candor.devnet.demo;

import dev.candor.localservers.Repository;
import dev.candor.localservers.ServerFailure;
import dev.candor.protocol.types.Bytes;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** The demo's ERC-20, compiled and committed with the contracts. */
final class DemoToken {

    private DemoToken() {}

    /** Its constructor takes one word, the supply. */
    static Bytes creationCode() {
        Path artifact = Repository.root()
                .orElseThrow(() -> new ServerFailure("Expected to run inside a checkout of Candor, found none."))
                .resolve("contracts/abi/demo/DemoToken.json");
        return Bytes.fromHex(JsonMapper.builder()
                .build()
                .readTree(artifact.toFile())
                .path("bytecode")
                .asString());
    }
}
