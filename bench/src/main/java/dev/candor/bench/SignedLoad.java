package dev.candor.bench;

import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Transfers, signed before anything is measured. Each lane has senders of its own and takes turns among them, so that one client per
 * lane never runs ahead of a nonce.
 */
final class SignedLoad {
    private static final BigInteger GWEI = BigInteger.TEN.pow(9);
    private static final long TRANSFER_GAS = 21_000;
    private static final Address RECIPIENT = Address.fromHex("0x000000000000000000000000000000000000bEEF");

    private SignedLoad() {}

    /**
     * @param senders divided among the lanes; a multiple of {@code lanes}
     * @param firstNonce of every sender
     * @return per lane its transactions, in an order in which they can be sent
     */
    static List<List<EthTransaction>> transfers(
            long chainId, List<PrivateKey> senders, int lanes, int perSender, long firstNonce) {
        return IntStream.range(0, lanes)
                .parallel()
                .mapToObj(lane -> lane(chainId, ofLane(senders, lanes, lane), perSender, firstNonce))
                .toList();
    }

    private static List<PrivateKey> ofLane(List<PrivateKey> senders, int lanes, int lane) {
        return IntStream.range(0, senders.size())
                .filter(index -> index % lanes == lane)
                .mapToObj(senders::get)
                .toList();
    }

    private static List<EthTransaction> lane(long chainId, List<PrivateKey> senders, int perSender, long firstNonce) {
        List<TransactionSigner> signers =
                senders.stream().map(TransactionSigner::of).toList();
        return IntStream.range(0, perSender)
                .boxed()
                .flatMap(turn -> signers.stream().map(signer -> transfer(chainId, signer, firstNonce + turn)))
                .toList();
    }

    private static EthTransaction transfer(long chainId, TransactionSigner signer, long nonce) {
        return signer.sign(UnsignedTransaction.dynamicFee(
                        chainId, nonce, BigInteger.ONE, GWEI.multiply(BigInteger.TWO), TRANSFER_GAS)
                .withTo(RECIPIENT)
                .withValue(BigInteger.ONE));
    }

    static byte[] request(EthTransaction transaction) {
        return ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_sendRawTransaction\",\"params\":[\""
                        + transaction.raw().toHex() + "\"]}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] batchRequest(List<EthTransaction> transactions) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < transactions.size(); i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"jsonrpc\":\"2.0\",\"id\":")
                    .append(i)
                    .append(",\"method\":\"eth_sendRawTransaction\",\"params\":[\"")
                    .append(transactions.get(i).raw().toHex())
                    .append("\"]}");
        }
        return json.append(']').toString().getBytes(StandardCharsets.US_ASCII);
    }
}
