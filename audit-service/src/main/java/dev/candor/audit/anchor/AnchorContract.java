package dev.candor.audit.anchor;

import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.contracts.AuditAnchor;
import dev.candor.l1.L1UnavailableException;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** AuditAnchor on L1, asked about this log. Every question may throw L1UnavailableException. */
class AnchorContract {
    private final Address address;
    private final byte[] originHash;
    private final AuditAnchor contract;

    AnchorContract(Web3j web3j, Address address, RollupIdentity rollup) {
        this.address = address;
        this.originHash = rollup.originHash().toArray();
        this.contract = AuditAnchor.load(
                address.toHex(),
                web3j,
                new ReadonlyTransactionManager(web3j, Address.ZERO.toHex()),
                new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO));
    }

    Address address() {
        return address;
    }

    /** The newest anchor in L1's newest block; the empty tree before the first. */
    TreeHead newest() {
        AuditAnchor.Anchor anchor = ask("newestAnchor", contract.newestAnchor(originHash));
        return new TreeHead(anchor.size.longValueExact(), TreeHash.copyOf(anchor.root));
    }

    /** Whose signature an anchor takes in block {@code height}. */
    Address logKeyAt(long height) {
        return Address.fromHex(ask("logKeyAt", contract.logKeyAt(originHash, BigInteger.valueOf(height))));
    }

    Address rollup() {
        return Address.fromHex(ask("rollup", contract.rollup()));
    }

    /** The input of {@code anchor}. */
    String anchor(TreeHead head, List<TreeHash> proof, Signature65 signature) {
        List<Bytes32> nodes =
                proof.stream().map(node -> new Bytes32(node.toArray())).toList();
        return FunctionEncoder.encode(new Function(
                AuditAnchor.FUNC_ANCHOR,
                List.of(
                        new Bytes32(originHash),
                        new Uint64(head.size()),
                        new Bytes32(head.root().toArray()),
                        new DynamicArray<>(Bytes32.class, nodes),
                        new DynamicBytes(signature.toBytes().toArray())),
                List.of()));
    }

    private static <T> T ask(String function, RemoteFunctionCall<T> call) {
        try {
            return call.send();
        } catch (IOException | RuntimeException e) {
            throw new L1UnavailableException("Expected AuditAnchor to answer %s, found %s".formatted(function, e), e);
        } catch (Exception e) {
            throw new IllegalStateException("Expected no other failure of a call", e);
        }
    }
}
