package dev.gatehouse.idp.storage.mongo;

/** The contract on SecantusDB, a server of MongoDB's wire protocol. */
class SecantusDocumentStoreTest extends MongoContract {

    @Override
    String uri(String name) throws Exception {
        return MongoPeer.shared().uri(name);
    }
}
