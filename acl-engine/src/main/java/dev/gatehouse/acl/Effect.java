package dev.gatehouse.acl;

/** What an entry does. A deny wins over every allow. */
public enum Effect {
    ALLOW,
    DENY
}
