package dev.candor.sequencer.settlement;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.math.BigInteger;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** EIP-1559 transactions of the settlement account; its signatures are deterministic, so the same content is the same bytes. */
@Component
class L1Signing {
    private final DigestSigner signer;
    private final RollupIdentity identity;

    L1Signing(@Qualifier("settlementSigner") DigestSigner signer, RollupIdentity identity) {
        this.signer = signer;
        this.identity = identity;
    }

    Address account() {
        return signer.address();
    }

    L1Slots.Attempt sign(long nonce, int attempt, L1Call call, L1Desk.Fees fees, long headNumber) {
        String to = call.purpose() == L1Call.Purpose.NOTHING
                ? signer.address().toHex()
                : identity.rollupAddress().toHex();
        RawTransaction unsigned = RawTransaction.createTransaction(
                identity.l1ChainId(),
                BigInteger.valueOf(nonce),
                BigInteger.valueOf(call.gasLimit()),
                to,
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
    static L1Call contentOf(L1Slots.Slot slot, L1Slots.Attempt attempt) {
        RawTransaction raw = TransactionDecoder.decode(attempt.raw().toHex());
        return new L1Call(
                slot.purpose(),
                slot.generation(),
                slot.first(),
                slot.last(),
                slot.chunkHash(),
                Numeric.prependHexPrefix(raw.getData()),
                attempt.gasLimit());
    }
}
