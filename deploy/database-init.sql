-- The first start of the database container: a role of the exchange's own, which is no superuser, and its database.
\set password `cat /run/secrets/database_password`
CREATE ROLE exchange LOGIN PASSWORD :'password';
CREATE DATABASE exchange OWNER exchange ENCODING 'UTF8';
