import type { Random } from '../../../../train/random.ts';

const GIVEN = ['Mara', 'Jonas', 'Ines', 'Pavel', 'Sofia', 'Tomas', 'Greta', 'Mikael', 'Anna', 'Luca'];
const FAMILY = [
  'Lindqvist',
  'Berger',
  'Novak',
  'Castellano',
  'Moreau',
  'Petersen',
  'Ortega',
  'Haas',
  'Kowalska',
];
const STREETS = [
  'Lindenweg',
  'Hafenstrasse',
  'Mill Lane',
  'Rue du Port',
  'Kirchgasse',
  'Via Garibaldi',
  'Parkallee',
];
const CITIES = ['Bremen', 'Utrecht', 'Lyon', 'Bologna', 'Graz', 'Aarhus', 'Salamanca', 'Olomouc'];
const HOSTS = ['post.example', 'mail.example', 'office.example', 'kontor.example'];

/** Somebody to fill a form with; ASCII that a US keyboard has. */
export interface Persona {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly zip: string;
}

export function drawPersona(random: Random): Persona {
  const given = random.pick(GIVEN);
  const family = random.pick(FAMILY);
  const separator = random.pick(['.', '-', '_', '']);
  return {
    name: `${given} ${family}`,
    email: `${given}${separator}${family}${random.pick(['', '7', '84'])}@${random.pick(HOSTS)}`.toLowerCase(),
    phone: digits(random, random.integer(9, 13)),
    street: `${random.pick(STREETS)} ${random.integer(1, 240)}`,
    city: random.pick(CITIES),
    zip: digits(random, 5),
  };
}

/** A number of so many digits that does not begin with 0. */
export function digits(random: Random, count: number): string {
  return Array.from({ length: count }, (_, place) => random.integer(place === 0 ? 1 : 0, 9)).join('');
}
