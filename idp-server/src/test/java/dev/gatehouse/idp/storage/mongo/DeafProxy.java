package dev.gatehouse.idp.storage.mongo;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonBinaryReader;

/**
 * A connection to a peer that loses answers: it passes a command on, waits until the peer has executed it and answered,
 * and closes the connection without passing the answer back.
 */
final class DeafProxy implements AutoCloseable {

    private static final int OP_MSG = 2013;
    private static final int HEADER = 16;

    private final ServerSocket listening;
    private final int peer;
    private final AtomicInteger losses = new AtomicInteger();
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private volatile String deafTo = "";

    private DeafProxy(ServerSocket listening, int peer) {
        this.listening = listening;
        this.peer = peer;
    }

    static DeafProxy to(MongoPeer peer) throws IOException {
        var proxy = new DeafProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), peer.port());
        Thread.ofVirtual().start(proxy::acceptForever);
        return proxy;
    }

    /** Loses the answers to the next commands of that name. */
    void loseAnswers(String command, int times) {
        deafTo = command;
        losses.set(times);
    }

    String uri(String database) {
        return "mongodb://127.0.0.1:" + listening.getLocalPort() + "/" + database
                + "?directConnection=true&serverMonitoringMode=poll";
    }

    /** Ends all connections and accepts none any more. */
    void hangUp() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void acceptForever() {
        try {
            while (true) {
                Socket client = listening.accept();
                connections.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), peer)) {
            var requests = new DataInputStream(client.getInputStream());
            var answers = new DataInputStream(server.getInputStream());
            OutputStream toServer = server.getOutputStream();
            OutputStream toClient = client.getOutputStream();
            while (true) {
                byte[] request = readMessage(requests);
                toServer.write(request);
                byte[] answer = readMessage(answers);
                if (commandOf(request).equals(deafTo) && losses.getAndDecrement() > 0) {
                    return;
                }
                toClient.write(answer);
            }
        } catch (EOFException | SocketException closed) {
            // either side has had enough
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] readMessage(DataInputStream in) throws IOException {
        var length = new byte[4];
        in.readFully(length);
        var message =
                new byte[ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt()];
        System.arraycopy(length, 0, message, 0, 4);
        in.readFully(message, 4, message.length - 4);
        return message;
    }

    /** The first key of an OP_MSG's body names its command. */
    private static String commandOf(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(12) != OP_MSG) {
            return "";
        }
        int body = HEADER + 5;
        try (var reader =
                new BsonBinaryReader(buffer.slice(body, message.length - body).order(ByteOrder.LITTLE_ENDIAN))) {
            reader.readStartDocument();
            reader.readBsonType();
            return reader.readName();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
