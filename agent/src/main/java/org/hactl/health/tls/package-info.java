/**
 * TLS of a check: which certificate is accepted, and what is said about it. Imports {@code
 * org.hactl.host} and {@code org.hactl.health.wire}.
 */
@NullMarked
package org.hactl.health.tls;

import org.jspecify.annotations.NullMarked;
