package dev.candor.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that posts JSON and reads the answer, with as little work of its own as possible: client and
 * server share the machine. Knows Content-Length and chunked answers. Not for several threads.
 */
final class RpcConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_LINE_BYTES = 1 << 14;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String requestHead;

    private RpcConnection(Socket socket, URI target) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        this.out = socket.getOutputStream();
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        this.requestHead = "POST " + path + " HTTP/1.1\r\nHost: " + target.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: ";
    }

    static RpcConnection open(URI target) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), TIMEOUT_MILLIS);
        return new RpcConnection(socket, target);
    }

    /** @return the body, whatever the status */
    byte[] post(byte[] json) throws IOException {
        byte[] head = (requestHead + json.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + json.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(json, 0, request, head.length, json.length);
        out.write(request);
        out.flush();
        return readAnswer();
    }

    private byte[] readAnswer() throws IOException {
        readLine();
        int length = -1;
        boolean chunked = false;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        if (chunked) {
            return readChunks();
        }
        if (length < 0) {
            throw new IOException("Expected an answer with a length, found neither Content-Length nor chunks.");
        }
        return in.readNBytes(length);
    }

    private byte[] readChunks() throws IOException {
        java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(in.readNBytes(size));
            readLine();
        }
        readLine();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(readLine().strip(), 16);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > MAX_LINE_BYTES) {
                throw new IOException("Expected a header line, found the end of the connection or an endless line.");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
