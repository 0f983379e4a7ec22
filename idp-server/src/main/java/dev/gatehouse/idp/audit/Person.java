package dev.gatehouse.idp.audit;

/** Whom values of a record describe: a person or a service, with a key that dies with them. */
record Person(String owner) {

    static Person user(String subject) {
        return new Person("user:" + subject);
    }

    static Person service(String client) {
        return new Person("service:" + client);
    }
}
