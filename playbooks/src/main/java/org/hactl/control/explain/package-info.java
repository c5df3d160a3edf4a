/**
 * Why a virtual service does not answer: what its hosts say, judged step by step. Pure; knows no
 * connection. Of hactl it imports only {@code api} and {@code host}.
 */
@NullMarked
package org.hactl.control.explain;

import org.jspecify.annotations.NullMarked;
