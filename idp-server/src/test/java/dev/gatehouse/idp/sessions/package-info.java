@NullMarked
package dev.gatehouse.idp.sessions;

import org.jspecify.annotations.NullMarked;
