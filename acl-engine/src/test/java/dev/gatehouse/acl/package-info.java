@NullMarked
package dev.gatehouse.acl;

import org.jspecify.annotations.NullMarked;
