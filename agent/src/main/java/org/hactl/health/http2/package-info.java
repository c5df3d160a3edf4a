/**
 * As much of HTTP/2 (RFC 9113) and its header compression (RFC 7541) as one request on a connection
 * of its own needs. Imports {@code org.hactl.health.wire}.
 */
@NullMarked
package org.hactl.health.http2;

import org.jspecify.annotations.NullMarked;
