@NullMarked
package dev.gatehouse.idp.signin;

import org.jspecify.annotations.NullMarked;
