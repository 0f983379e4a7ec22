@NullMarked
package dev.gatehouse.idp.accounts;

import org.jspecify.annotations.NullMarked;
