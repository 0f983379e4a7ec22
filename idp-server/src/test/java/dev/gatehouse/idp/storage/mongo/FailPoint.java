package dev.gatehouse.idp.storage.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The server's test command that makes a command fail. Switched off when closed. */
final class FailPoint implements AutoCloseable {

    static final BsonValue ALWAYS = new BsonString("alwaysOn");
    private static final BsonValue OFF = new BsonString("off");

    private final MongoClient client;

    FailPoint(MongoPeer peer) {
        this.client = MongoClients.create(peer.uri("admin"));
    }

    static BsonValue times(int times) {
        return new BsonDocument("times", new BsonInt32(times));
    }

    /** The next commands of that name end in this error, without having been executed. */
    void failWithCode(String command, int code, BsonValue mode) {
        configure(mode, data(command).append("errorCode", new BsonInt32(code)));
    }

    /** The connection closes instead of an answer. */
    void closeConnection(String command, BsonValue mode) {
        configure(mode, data(command).append("closeConnection", BsonBoolean.TRUE));
    }

    /** The commands are executed, but the server could not wait for the other members. */
    void failWriteConcern(String command, int code, BsonValue mode) {
        var error = new BsonDocument("code", new BsonInt32(code))
                .append("errmsg", new BsonString("from a fail point"))
                .append("errorLabels", new BsonArray());
        configure(mode, data(command).append("writeConcernError", error));
    }

    private static BsonDocument data(String command) {
        return new BsonDocument("failCommands", BsonArray.parse("[\"" + command + "\"]"));
    }

    private void configure(BsonValue mode, BsonDocument data) {
        client.getDatabase("admin")
                .runCommand(new BsonDocument("configureFailPoint", new BsonString("failCommand"))
                        .append("mode", mode)
                        .append("data", data));
    }

    @Override
    public void close() {
        configure(OFF, new BsonDocument());
        client.close();
    }
}
