/**
 * The values of BFD (RFC 5880): how a session is configured, its states and diagnostics, and what
 * its status says. Imports only {@code org.hactl.linux.net}.
 */
@NullMarked
package org.hactl.bfd.model;

import org.jspecify.annotations.NullMarked;
