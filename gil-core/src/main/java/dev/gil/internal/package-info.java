/**
 * What the packages of this module share and nobody else sees: the request word, the context of a
 * task, and the door between them.
 */
package dev.gil.internal;
