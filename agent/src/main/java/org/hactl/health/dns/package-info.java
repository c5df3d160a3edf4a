/**
 * Messages of DNS as a check sends and reads them (RFC 1035). Pure; imports {@code org.hactl.host}.
 */
@NullMarked
package org.hactl.health.dns;

import org.jspecify.annotations.NullMarked;
