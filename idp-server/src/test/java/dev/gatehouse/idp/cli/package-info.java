@NullMarked
package dev.gatehouse.idp.cli;

import org.jspecify.annotations.NullMarked;
