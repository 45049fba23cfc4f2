package dev.candor.protocol.transaction;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.rlp.Rlp;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Encodes and signs transactions of types 0 (EIP-155), 1, 2 and 4; as thread-safe as its signer. */
public final class TransactionSigner {
    private static final int EIP155_BASE = 35;

    private final DigestSigner signer;

    public TransactionSigner(DigestSigner signer) {
        this.signer = signer;
    }

    public static TransactionSigner of(PrivateKey key) {
        return new TransactionSigner(new InMemorySigner(key));
    }

    public Address address() {
        return signer.address();
    }

    /** The signed transaction; its {@code raw} is what {@code eth_sendRawTransaction} takes. */
    public EthTransaction sign(UnsignedTransaction unsigned) {
        List<byte[]> fields = signedFields(unsigned);
        Signature65 signature = signer.sign(signingHash(unsigned, fields));
        List<byte[]> all = new ArrayList<>(fields);
        all.add(Rlp.integer(v(unsigned, signature)));
        all.add(Rlp.integer(new BigInteger(1, signature.r().readOnlyArray())));
        all.add(Rlp.integer(new BigInteger(1, signature.s().readOnlyArray())));
        Bytes raw = Bytes.concat(Bytes.wrap(typePrefix(unsigned)), Bytes.wrap(Rlp.list(all)));
        return new EthTransaction(
                raw,
                Keccak256.hash(raw),
                signer.address(),
                unsigned.type(),
                unsigned.chainId(),
                unsigned.nonce(),
                unsigned.maxPriorityFeePerGas(),
                unsigned.maxFeePerGas(),
                unsigned.gasLimit(),
                unsigned.to(),
                unsigned.value(),
                unsigned.data(),
                unsigned.accessList(),
                unsigned.authorizations(),
                signature);
    }

    private static Hash32 signingHash(UnsignedTransaction unsigned, List<byte[]> fields) {
        List<byte[]> signed = new ArrayList<>(fields);
        if (unsigned.type() == TransactionType.LEGACY) {
            signed.add(Rlp.uint64(unsigned.chainId()));
            signed.add(Rlp.uint64(0));
            signed.add(Rlp.uint64(0));
        }
        return Keccak256.hash(typePrefix(unsigned), Rlp.list(signed));
    }

    private static byte[] typePrefix(UnsignedTransaction unsigned) {
        return unsigned.type() == TransactionType.LEGACY
                ? new byte[0]
                : new byte[] {(byte) unsigned.type().code()};
    }

    private static BigInteger v(UnsignedTransaction unsigned, Signature65 signature) {
        BigInteger yParity = BigInteger.valueOf(signature.yParity());
        return unsigned.type() == TransactionType.LEGACY
                ? new BigInteger(Long.toUnsignedString(unsigned.chainId()))
                        .shiftLeft(1)
                        .add(BigInteger.valueOf(EIP155_BASE))
                        .add(yParity)
                : yParity;
    }

    private static List<byte[]> signedFields(UnsignedTransaction tx) {
        boolean typed = tx.type() != TransactionType.LEGACY;
        boolean dynamicFee = tx.type() == TransactionType.DYNAMIC_FEE || tx.type() == TransactionType.SET_CODE;
        List<byte[]> fields = new ArrayList<>();
        if (typed) {
            fields.add(Rlp.uint64(tx.chainId()));
        }
        fields.add(Rlp.uint64(tx.nonce()));
        if (dynamicFee) {
            fields.add(Rlp.integer(tx.maxPriorityFeePerGas()));
        }
        fields.add(Rlp.integer(tx.maxFeePerGas()));
        fields.add(Rlp.uint64(tx.gasLimit()));
        fields.add(Rlp.string(tx.to().map(Address::toBytes).orElse(Bytes.EMPTY)));
        fields.add(Rlp.integer(tx.value()));
        fields.add(Rlp.string(tx.data()));
        if (typed) {
            fields.add(Rlp.list(
                    tx.accessList().stream().map(TransactionSigner::encode).toList()));
        }
        if (tx.type() == TransactionType.SET_CODE) {
            fields.add(Rlp.list(
                    tx.authorizations().stream().map(TransactionSigner::encode).toList()));
        }
        return fields;
    }

    private static byte[] encode(AccessListEntry entry) {
        List<byte[]> keys = entry.storageKeys().stream().map(Rlp::string).toList();
        return Rlp.list(Rlp.string(entry.address()), Rlp.list(keys));
    }

    private static byte[] encode(Authorization authorization) {
        return Rlp.list(
                Rlp.integer(authorization.chainId()),
                Rlp.string(authorization.address()),
                Rlp.uint64(authorization.nonce()),
                Rlp.uint64(authorization.yParity()),
                Rlp.integer(new BigInteger(1, authorization.r().readOnlyArray())),
                Rlp.integer(new BigInteger(1, authorization.s().readOnlyArray())));
    }
}
