/**
 * One try of a check against a server: a checker for each kind. Imports {@code org.hactl.host},
 * {@code org.hactl.health.wire}, {@code org.hactl.health.tls}, {@code org.hactl.health.dns}, {@code
 * org.hactl.health.http2}, {@code org.hactl.linux.net}, {@code org.hactl.linux.socket} and {@code
 * org.hactl.module.command}; knows no virtual service and decides about no health.
 */
@NullMarked
package org.hactl.health.probe;

import org.jspecify.annotations.NullMarked;
