package dev.candor.l1.transactions;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** EIP-1559 transactions of an account; its signatures are deterministic, so the same content is the same bytes. */
final class L1Signing {
    private final DigestSigner signer;
    private final OutboundOptions options;

    L1Signing(DigestSigner signer, OutboundOptions options) {
        this.signer = signer;
        this.options = options;
    }

    Address account() {
        return signer.address();
    }

    L1Slots.Attempt sign(long nonce, int attempt, OutboundCall<?> call, L1Desk.Fees fees, long headNumber) {
        Address to = call.isNothing() ? signer.address() : call.target().orElse(options.target());
        RawTransaction unsigned = RawTransaction.createTransaction(
                options.l1ChainId(),
                BigInteger.valueOf(nonce),
                BigInteger.valueOf(call.gasLimit()),
                to.toHex(),
                BigInteger.ZERO,
                call.data(),
                fees.maxPriorityFee(),
                fees.maxFee());
        Signature65 signature = signer.sign(Keccak256.hash(TransactionEncoder.encode(unsigned)));
        byte[] raw = TransactionEncoder.encode(
                unsigned,
                new Sign.SignatureData(
                        (byte) signature.v(),
                        signature.r().toArray(),
                        signature.s().toArray()));
        return new L1Slots.Attempt(
                nonce,
                attempt,
                Keccak256.hash(raw),
                Bytes.wrap(raw),
                fees.maxFee(),
                fees.maxPriorityFee(),
                call.gasLimit(),
                headNumber);
    }

    /** What an attempt does, as it was signed. */
    static <C extends OutboundCall<C>> C contentOf(C label, L1Slots.Attempt attempt) {
        RawTransaction raw = TransactionDecoder.decode(attempt.raw().toHex());
        return label.with(Numeric.prependHexPrefix(raw.getData()), attempt.gasLimit());
    }
}
