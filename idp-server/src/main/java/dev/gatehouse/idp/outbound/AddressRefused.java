package dev.gatehouse.idp.outbound;

import java.net.UnknownHostException;

/** A host has an address that may not be called; it travels through the HTTP library as what that expects. */
final class AddressRefused extends UnknownHostException {

    private static final long serialVersionUID = 1;

    AddressRefused(String host) {
        super(host);
    }
}
