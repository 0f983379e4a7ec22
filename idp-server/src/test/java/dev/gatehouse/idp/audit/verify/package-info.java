@NullMarked
package dev.gatehouse.idp.audit.verify;

import org.jspecify.annotations.NullMarked;
